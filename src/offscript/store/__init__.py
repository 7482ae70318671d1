"""Store: records to tables; versions, snapshots, ledger, steps, and the engine that runs them."""
