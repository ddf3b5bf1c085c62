-- The tables of Leadhook, version 1. Same meaning as db/migration/postgresql/V1__leadhook.sql.
-- All times are UTC instants of the database session's writer; ids grow with arrival.
-- The ids of event and delivery are counted by the one process that H2 lets in.


-- One row per accepted request that was not a duplicate. Immutable but for state and late.
create table event (
    id              bigint primary key,
    source          varchar(64) not null,
    event_id        varchar(200) not null,
    event_type      varchar(100),
    lead_id         varchar(255),
    related_lead_id varchar(255),
    event_time      timestamp(6) with time zone,
    sequence_no     bigint,
    api_version     varchar(64),
    received_at     timestamp(6) with time zone not null,
    partition_no    smallint not null,
    late            boolean default false not null,
    state           varchar(16) not null check (state in ('in_inbox', 'dispatched', 'unwanted', 'quarantined')),
    raw_body        varbinary(1048576) not null,
    canonical       varbinary(1048576)       -- null: the raw body is canonical already
);
create index event_by_event_id on event (event_id);
create index event_by_lead on event (lead_id, id);
create index event_by_related_lead on event (related_lead_id, id);
create index event_by_received on event (received_at);

-- What is stored and not yet dispatched. Narrow: a row lives for milliseconds, or for the ordering window.
create table inbox (
    id              bigint primary key references event (id),
    partition_no    smallint not null,
    source          varchar(64) not null,
    event_id        varchar(200) not null,
    event_type      varchar(100) not null,
    lead_id         varchar(255) not null,
    related_lead_id varchar(255),
    event_time      timestamp(6) with time zone not null,
    sequence_no     bigint,
    received_at     timestamp(6) with time zone not null,
    release_at      timestamp(6) with time zone   -- not null: held, because it came too early
);
create index inbox_by_lead on inbox (lead_id, release_at);
create index inbox_by_related_lead on inbox (related_lead_id);
create index inbox_by_release on inbox (release_at, id);

-- Camel's idempotent repository: which events have been dispatched.
create table seen_event (
    source   varchar(64) not null,
    event_id varchar(200) not null,
    seen_at  timestamp(6) with time zone not null,
    primary key (event_id, source)           -- in this order: H2 looks a list up by an index's first column only
);
create index seen_event_by_time on seen_event (seen_at);

-- The newest position that was passed on, per lead.
create table lead (
    source        varchar(64) not null,
    lead_id       varchar(255) not null,
    last_time     timestamp(6) with time zone not null,
    last_sequence bigint,
    present       boolean not null,               -- false after lead.deleted or when merged away
    primary key (lead_id, source)
);

-- One row per event and destination. A quarantined event has one row too, with the destination 'inbox'.
create table delivery (
    id              bigint primary key,
    event_ref       bigint not null references event (id),
    destination     varchar(64) not null,
    partition_no    smallint not null,
    source          varchar(64) not null,
    event_id        varchar(200) not null,
    event_type      varchar(100),
    lead_id         varchar(255),
    related_lead_id varchar(255),
    received_at     timestamp(6) with time zone not null,
    late            boolean default false not null,
    state           varchar(16) not null
        check (state in ('pending', 'retrying', 'delivered', 'dead', 'superseded', 'discarded')),
    ready           smallint,                     -- 1: may be loaded; 0: waits for its time or its turn; null: finished
    attempts        integer default 0 not null,
    next_attempt_at timestamp(6) with time zone,  -- only while retrying
    last_status     integer,
    last_error      varchar(1000),
    duration_ms     integer,
    reason          varchar(32),                  -- why it is dead or superseded
    finished_at     timestamp(6) with time zone
);
create index delivery_ready on delivery (destination, ready, id);
create index delivery_due on delivery (destination, next_attempt_at, id);
create index delivery_by_lead on delivery (lead_id, destination, ready, id);
create index delivery_by_related_lead on delivery (related_lead_id, destination, ready, id);
create index delivery_by_event on delivery (event_ref);
create index delivery_by_state on delivery (state, destination, finished_at, id);

-- One row per failed attempt. A first-time success lives on its delivery row.
create table attempt (
    delivery_id bigint not null references delivery (id) on delete cascade,
    attempt_no  integer not null,
    started_at  timestamp(6) with time zone not null,
    duration_ms integer not null,
    outcome     varchar(16) not null,
    status      integer,
    error       varchar(4000),
    primary key (delivery_id, attempt_no, started_at)
);
create index attempt_by_time on attempt (started_at);

-- Running totals that rows cannot tell once they are pruned; the reconciliation adds both up.
create table tally (
    name   varchar(32) not null,
    scope  varchar(64) not null,
    amount bigint not null,
    primary key (name, scope)
);

-- What operators have switched at run time.
create table destination (
    name      varchar(64) primary key,
    paused    boolean not null,
    paused_at timestamp(6) with time zone
);

-- Single values that must outlive a restart: the administrator's password hash, the number of partitions.
create table setting (
    name    varchar(64) primary key,
    content varchar(1000) not null
);

create table audit_log (
    id     bigint generated always as identity primary key,
    at     timestamp(6) with time zone not null,
    who    varchar(100) not null,
    action varchar(64) not null,
    detail varchar(1000)
);

insert into tally (name, scope, amount) values ('accepted', '', 0), ('dispatched', '', 0), ('duplicates', '', 0);
