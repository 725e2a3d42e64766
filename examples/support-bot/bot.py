"""A support bot that looks orders up by a tool, on bare HTTP: Python 3 and nothing else.

It reads a turn a line and writes an answer a line, both JSON, so that prompt-run can test it (suites/support-bot.yaml).
"""

import json
import os
import sys
import urllib.request

MODEL = "claude-haiku-5-5"
SYSTEM = "You answer customers of a shop, in at most two sentences. Look orders up before you say anything about them."
MAX_CALLS = 5

ORDERS = {
    "A-17": {"status": "shipped", "arrives": "tomorrow"},
    "B-02": {"status": "waiting for payment", "arrives": None},
}

TOOLS = [
    {
        "name": "look_up_order",
        "description": "The state of an order, and when it arrives.",
        "input_schema": {
            "type": "object",
            "required": ["order"],
            "properties": {"order": {"type": "string", "description": "The order's number, such as A-17"}},
        },
    }
]


def call_claude(messages):
    """One request to the Messages API: the meter's address and key are in the environment."""
    body = {"model": MODEL, "max_tokens": 500, "system": SYSTEM, "tools": TOOLS, "messages": messages}
    request = urllib.request.Request(
        os.environ["ANTHROPIC_BASE_URL"].rstrip("/") + "/v1/messages",
        data=json.dumps(body).encode(),
        headers={
            "content-type": "application/json",
            "anthropic-version": "2023-06-01",
            "x-api-key": os.environ["ANTHROPIC_API_KEY"],
        },
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def look_up_order(order=None):
    return json.dumps(ORDERS.get(order, {"error": "no such order"}))


def answer(conversation):
    """The answer to a conversation, after as many look-ups as it takes."""
    messages = list(conversation)
    for _ in range(MAX_CALLS):
        content = call_claude(messages)["content"]
        calls = [block for block in content if block["type"] == "tool_use"]
        if not calls:
            return "".join(block["text"] for block in content if block["type"] == "text")
        results = [
            {"type": "tool_result", "tool_use_id": call["id"], "content": look_up_order(call["input"].get("order"))}
            for call in calls
        ]
        messages += [{"role": "assistant", "content": content}, {"role": "user", "content": results}]
    raise RuntimeError(f"no answer after {MAX_CALLS} calls")


def main():
    for line in sys.stdin:
        turn = json.loads(line)
        try:
            reply = {"output": answer(turn["messages"])}
        except Exception as error:  # whatever went wrong is no answer, and the next turn may go well
            reply = {"error": {"message": f"{type(error).__name__}: {error}", "retryable": False}}
        print(json.dumps({"id": turn["id"], **reply}), flush=True)


if __name__ == "__main__":
    main()
