-- Whether a replayed delivery is left out if something newer of its lead has been delivered by the time it has its turn;
-- null: no.
alter table delivery add column skippable boolean;
