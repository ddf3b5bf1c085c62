-- From when the age of a replayed delivery counts; null: from its receipt.
alter table delivery add column replayed_at timestamp(6) with time zone;
