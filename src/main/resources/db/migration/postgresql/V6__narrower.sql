-- Nobody reads which of 16 partitions a lead belonged to: work is leased by what it is, not by lead.
alter table event drop column partition_no;
alter table inbox drop column partition_no;
alter table delivery drop column partition_no;

-- Only what is open waits for its turn, its time or its lead, and only merges have a second lead. Finished rows, nearly
-- all of them, stay out of these, so a delivery costs five index entries fewer.
drop index delivery_ready;
drop index delivery_due;
drop index delivery_by_related_lead;
create index delivery_ready on delivery (destination, ready, id) where ready is not null;
create index delivery_due on delivery (destination, next_attempt_at, id) where next_attempt_at is not null;
create index delivery_by_related_lead on delivery (related_lead_id, destination, ready, id)
    where related_lead_id is not null;
drop index event_by_related_lead;
create index event_by_related_lead on event (related_lead_id, id) where related_lead_id is not null;
drop index inbox_by_related_lead;
create index inbox_by_related_lead on inbox (related_lead_id) where related_lead_id is not null;
