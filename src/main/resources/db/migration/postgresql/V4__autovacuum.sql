-- How PostgreSQL keeps the tables that change most from swelling. H2 compacts by itself and has no such version.

-- A queue: emptied as fast as it is filled, so its dead rows outnumber the live ones at any moment. A share of the live
-- rows would say "always"; a number of rows says when it is worth it. Without rest between pages: it is small.
alter table inbox set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000,
    autovacuum_vacuum_cost_delay = 0);

-- Every row is changed at least once, mostly soon after it was made. The columns that change are indexed, so a new
-- version can never be heap-only; room on the page at least keeps it next to the old one. At the default of 20 % a
-- table of 100 million rows would wait for 20 million dead ones.
alter table delivery set (
    fillfactor = 85,
    autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000,
    autovacuum_analyze_scale_factor = 0.02,
    autovacuum_vacuum_insert_scale_factor = 0.02);

-- Written once, deleted by age. Vacuumed after inserts too, so that "seen before?" is answered by the index alone.
alter table seen_event set (
    autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0.02);

-- A handful of rows that every transaction changes. No index covers the amount, so all versions can stay heap-only if
-- there is room on the page.
alter table tally set (
    fillfactor = 10,
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000);

-- The newest position of each lead: changed with every event, in columns that no index covers.
alter table lead set (
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);

-- Its state changes once.
alter table event set (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);
