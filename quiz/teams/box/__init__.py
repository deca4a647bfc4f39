"""The box: submissions wait in it encrypted, and are opened, counted and deleted together.

Everything that changes a box runs while its review's row is locked, in the transaction of the
request that caused it. So each submission is counted once, in one block, or not at all.
``secret`` is the service's secret key; it encrypts and decrypts the pending submissions.
"""
