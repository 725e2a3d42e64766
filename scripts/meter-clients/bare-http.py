"""A tool loop on bare HTTP, with retries of its own: nothing but Python's standard library."""

import json
import os
import time
import urllib.error
import urllib.request

BASE = os.environ["ANTHROPIC_BASE_URL"]
HEADERS = {
    "x-api-key": os.environ["ANTHROPIC_API_KEY"],
    "anthropic-version": "2023-06-01",
    "content-type": "application/json",
}


def send(body):
    request = urllib.request.Request(f"{BASE}/v1/messages", json.dumps(body).encode(), HEADERS)
    for attempt in range(4):
        try:
            return urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            if error.headers.get("x-should-retry") == "false" or error.code < 500 or attempt == 3:
                raise
            time.sleep(0.1 * 2**attempt)


def message(messages, **more):
    with send({"model": "claude-haiku-4-5", "max_tokens": 100, "messages": messages, **more}) as response:
        return json.load(response)


def pieces(prompt, max_tokens):
    body = {"model": "claude-haiku-4-5", "max_tokens": max_tokens, "stream": True}
    with send({**body, "messages": [{"role": "user", "content": prompt}]}) as response:
        for line in response:
            if line.startswith(b"data: "):
                event = json.loads(line[6:])
                if event["type"] == "content_block_delta":
                    yield event["delta"].get("text", "")


print("text", message([{"role": "user", "content": "say hello"}])["content"][0]["text"], flush=True)
print("stream", "".join(pieces("say it in pieces, word by word", 100)), flush=True)

TOOL = {"name": "weather", "description": "The weather", "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}}}
history = [{"role": "user", "content": "what is the weather?"}]
for _ in range(5):
    reply = message(history, tools=[TOOL])
    history.append({"role": "assistant", "content": reply["content"]})
    calls = [block for block in reply["content"] if block["type"] == "tool_use"]
    if not calls:
        break
    results = [{"type": "tool_result", "tool_use_id": call["id"], "content": f"sunny in {call['input']['city']}"} for call in calls]
    history.append({"role": "user", "content": results})
print("tools", history[-1]["content"][-1]["text"], flush=True)

if os.environ.get("LIVE") == "1":
    for _ in pieces("word " * 2000, 4000):
        break  # the generator is closed, and its connection with it
