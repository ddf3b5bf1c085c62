-- Only what is open waits for its lead, so finished rows, nearly all of them, stay out of these indexes as far as H2 lets
-- them: it keeps them together at one end, by id, instead of all over the index, where each result changed another page.
alter table delivery add column open_lead varchar(255)
    generated always as (case when ready is not null then lead_id end);
alter table delivery add column open_related_lead varchar(255)
    generated always as (case when ready is not null then related_lead_id end);
drop index delivery_by_lead;
drop index delivery_by_related_lead;
create index delivery_by_open_lead on delivery (open_lead, destination, ready, id);
create index delivery_by_open_related_lead on delivery (open_related_lead, destination, ready, id);
