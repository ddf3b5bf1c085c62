-- Bulk replays: what was ordered, and how far each has come.
create table replay (
    id              bigint generated always as identity primary key,
    who             varchar(100) not null,
    destination     varchar(255),                  -- the order: null means any
    reason          varchar(255),
    lead_id         varchar(255),
    died_since      timestamp(6) with time zone,
    died_before     timestamp(6) with time zone not null,
    letter_group    varchar(12),
    letters         varchar(12000) not null,       -- ids of deliveries, comma-separated; empty: all that match
    forced          boolean not null,
    rate_per_second integer not null,
    state           varchar(16) not null check (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
    created_at      timestamp(6) with time zone not null,
    ended_at        timestamp(6) with time zone,
    matched         bigint not null,
    handled         bigint default 0 not null,
    replayed        bigint default 0 not null,
    superseded      bigint default 0 not null,
    done_up_to      bigint default 0 not null,     -- the delivery after which it goes on
    error           varchar(500)
);
create index replay_by_end on replay (ended_at, id);
