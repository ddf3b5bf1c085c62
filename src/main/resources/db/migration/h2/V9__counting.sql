-- The history of the console and the alerts count what was delivered, and how long it took, every few seconds. With the
-- duration in the index they read that alone, and not the row of each delivery.
drop index delivery_by_state;
create index delivery_by_state on delivery (state, destination, finished_at, id, duration_ms);
