-- Thin events of sources that have a fetch: their lead is got before they are ordered.
-- While that is under way the row is held (release_at), whatever the order of its lead says. Null: nothing to fetch.
alter table inbox add column fetch_until timestamp(6) with time zone;
