-- What the hub has spoken up about: one row per episode.
create table alert (
    id               bigint generated always as identity primary key,
    symptom          varchar(200) not null,
    headline         varchar(1000) not null,
    began_at         timestamptz(6) not null,
    seen_at          timestamptz(6) not null,
    ended_at         timestamptz(6),
    told_at          timestamptz(6),
    recovery_told_at timestamptz(6),
    send_error       varchar(500)
);
create index alert_by_end on alert (ended_at, symptom);
