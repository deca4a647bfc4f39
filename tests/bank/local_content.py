"""An example of local content."""

from typing import Any

OWN: dict[str, Any] = {
    "policy": {"name": "Online research policy", "url": "https://intranet.example/policy"},
    "contacts": [{"role": "RIPA desk", "ask_about": "Ask before you look."}],
    "sources": [
        {
            "id": "local-policy",
            "title": "Online research policy",
            "publisher": "Example Council",
            "edition": "second, May 2026",
            "published": "2026-05",
            "jurisdiction": "Example Council",
            "status": "local policy",
            "superseded_by": None,
            "url": "https://intranet.example/policy",
            "about": "Says when staff may look somebody up, and whom they tell.",
            "checked": "read",
            "checked_on": "2026-06-01",
            "checked_by": "the policy’s owner",
            "review_by": "2027-06-01",
            "changed": None,
        }
    ],
    "facts": [
        {
            "id": "LOCAL-3.2",
            "source": "local-policy",
            "place": "section 3.2",
            "says": "A manager agrees to a search before it is made, and it is written down.",
            "checked": "read",
        }
    ],
    "items": [
        {
            "id": "local-the-new-portal",
            "revision": 1,
            "topic": "H",
            "jurisdiction": "Example Council",
            "title": "The new portal",
            "people": ["Amara"],
            "vignette": "Amara, a family support worker, wants to look up a father who has stopped "
            "coming to the centre. She thinks his page might say where he works now. Her manager "
            "is away until Thursday, and the new portal has a form for this.",
            "question": "What does our policy ask of her first?",
            "options": [
                {"id": "a", "text": "Look now, and tell the manager on Thursday.", "reason": "No."},
                {"id": "b", "text": "Wait for a manager to agree, then record it.", "reason": "Y."},
                {
                    "id": "c",
                    "text": "Look only from her own phone, just once.",
                    "reason": "No.",
                },
                {
                    "id": "d",
                    "text": "Ask one of the father’s friends to look.",
                    "reason": "No.",
                },
            ],
            "best": "b",
            "pointers": ["LOCAL-3.2"],
            "prompt": "Who stands in for your manager?",
        }
    ],
}
