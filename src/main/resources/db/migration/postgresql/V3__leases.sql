-- Which replica does what. Only here: H2 lets one process in. All times are this server's.

create table member (
    id         varchar(100) primary key,
    works      text not null,                -- what it can do, comma-separated
    seen_until timestamptz(6) not null       -- alive until then, if it is not heard of again
);

create table lease (
    work       varchar(100) primary key,
    owner      varchar(100),                 -- null: free
    epoch      bigint default 0 not null,    -- grows with each owner; what an earlier one writes is refused
    expires_at timestamptz(6),
    changes    bigint default 0 not null,    -- grows when an operator changes something of this work
    condition  varchar(16)                   -- how its owner says that it is doing
) with (fillfactor = 50);
