"""Settings of the operator: environment, certificates, keys."""
