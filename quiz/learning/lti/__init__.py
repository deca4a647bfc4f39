"""The self-check as an LTI 1.3 tool: launch, deep linking and completion (decision 45)."""
