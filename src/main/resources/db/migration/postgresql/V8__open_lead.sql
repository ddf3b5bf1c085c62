-- Only what is open waits for its lead; finished rows, nearly all of them, are in none of these indexes.
alter table delivery
    add column open_lead varchar(255) generated always as (case when ready is not null then lead_id end) stored,
    add column open_related_lead varchar(255)
        generated always as (case when ready is not null then related_lead_id end) stored;
drop index delivery_by_lead;
drop index delivery_by_related_lead;
create index delivery_by_open_lead on delivery (open_lead, destination, ready, id) where open_lead is not null;
create index delivery_by_open_related_lead on delivery (open_related_lead, destination, ready, id)
    where open_related_lead is not null;
