package io.leadhook.proof.model;

import io.leadhook.deadletter.DeadLetter;
import io.leadhook.deadletter.DeadLetterFilter;
import io.leadhook.deadletter.DeadLetterSelection;
import io.leadhook.delivery.SteppedDelivery;
import io.leadhook.event.LeadEvent;
import io.leadhook.replica.SteppedReplica;
import io.leadhook.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One life of a model hub, or of two on one PostgreSQL: everything that happens, and when, follows from the seed. Not
 * thread-safe; nothing in it goes on by itself.
 */
final class ModelRun {
    private static final int EVENTS = 25;
    private static final int STEPS = 400;
    private static final int ROUNDS_TO_REST = 200;
    private static final DeadLetterSelection ALL =
            new DeadLetterSelection(new DeadLetterFilter(null, null, null, null, null), null, List.of());

    private final TestDatabase database;
    private final boolean postgres;
    private final Bug bug;
    private final ExecutorService closer;
    private final Random random;
    private final VirtualClock clock = new VirtualClock();
    private final Network network;
    private final Receivers receivers;
    private final JdbcTemplate truth;
    private final List<ModelHub> hubs = new ArrayList<>();
    private final Map<String, Long> lastSigns = new HashMap<>();
    private final List<String> story = new ArrayList<>();
    private int starts;
    private boolean interrupted;
    private boolean resting;

    /** @param database migrated; emptied first */
    ModelRun(TestDatabase database, boolean postgres, long seed, Bug bug, ExecutorService closer) {
        this.database = database;
        this.postgres = postgres;
        this.bug = bug;
        this.closer = closer;
        this.random = new Random(seed);
        this.network = new Network(random, EVENTS);
        this.truth = new JdbcTemplate(database.dataSource());
        this.receivers = new Receivers(truth, random, network, postgres);
        new Tables(truth, postgres).empty();
        network.events().forEach(event -> story.add(event.toString()));
    }

    /** What was broken, or nothing. */
    Optional<String> run() throws Exception {
        try {
            for (int step = 0; step < STEPS || !network.isEmpty(); step++) {
                step(null);
                if (!receivers.violations().isEmpty()) {
                    return Optional.of(receivers.violations().get(0));
                }
            }
            return rest().or(() ->
                    new AtRest(truth, network, receivers, hubs.get(0).deliveries()).violation());
        } catch (RuntimeException | AssertionError e) {
            return Optional.of("a hub that lives has failed: " + e);
        } finally {
            hubs.forEach(this::close);
        }
    }

    List<String> story() {
        return story;
    }

    private void close(ModelHub hub) {
        hub.gate().die();
        closer.execute(hub::close);
    }

    /** @param aside a hub that stands at its gate meanwhile */
    private void step(@Nullable ModelHub aside) throws Exception {
        List<ModelHub> others = new ArrayList<>(hubs);
        others.remove(aside);
        if (others.isEmpty() || (hubs.size() < mostHubs() && random.nextInt(20) == 0)) {
            if (hubs.size() < mostHubs()) {
                start();
            }
            return;
        }
        ModelHub hub = others.get(random.nextInt(others.size()));
        try {
            act(hub, random.nextInt(100));
        } catch (RuntimeException e) {
            // Whatever the code of a dead hub throws is nobody's business.
            if (!hub.gate().isDead()) {
                throw e;
            }
        }
        if (hub.gate().isDead()) {
            tell(hub, "is dead");
            hubs.remove(hub);
            close(hub);
        }
    }

    private int mostHubs() {
        return postgres ? 2 : 1;
    }

    private void act(ModelHub hub, int dice) throws InterruptedException, TimeoutException {
        if (dice < 10) {
            append(hub);
        } else if (dice < 22) {
            tell(hub, "looks into the inbox");
            hub.inboxTurn();
        } else if (dice < 47) {
            any(hub.deliveries()).turn();
        } else if (dice < 67) {
            runAttempt(hub);
        } else if (dice < 79) {
            commitResults(hub);
        } else if (dice < 87) {
            passTime(Duration.ofMillis(50 + random.nextInt(500)));
            beat(hub);
        } else if (dice < 91) {
            passTime(Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 90_000 : 3_000)));
            expireLeases();
        } else if (dice < 94) {
            hub.replica().ifPresent(SteppedReplica::finishHandOver);
        } else if (dice < 96) {
            handleDeadLetter(hub);
        } else if (dice < 98) {
            any(hub.deliveries()).wake();
        } else if (random.nextInt(3) == 0) {
            hub.gate().dieAfter(random.nextInt(10));
        }
    }

    private void start() throws Exception {
        String name = "hub" + ++starts;
        Gate gate = new Gate(name, where -> interlude(name, where));
        ModelHub hub = new ModelHub(
                Store.of(database, postgres, gate, clock), postgres, random, receivers, network::acknowledge, bug);
        hubs.add(hub);
        tell(hub, "starts");
        beat(hub);
    }

    /** While one hub stands still at its gate, the others go on; it may stand so long that it loses its leases. */
    private void interlude(String name, String where) {
        if (interrupted || resting || !postgres || random.nextInt(12) != 0) {
            return;
        }
        ModelHub standing = hubs.stream()
                .filter(hub -> hub.gate().name().equals(name))
                .findFirst()
                .orElse(null);
        if (standing == null) {
            return;
        }
        interrupted = true;
        try {
            tell(standing, "stands " + where);
            if (random.nextBoolean()) {
                passTime(LEASE_OVER);
                expireLeases();
            }
            for (int steps = random.nextInt(30); steps > 0; steps--) {
                step(standing);
            }
            tell(standing, "goes on");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            interrupted = false;
        }
    }

    private static final Duration LEASE_OVER = ModelHub.LEASE.plusMillis(1);

    private void append(ModelHub hub) throws InterruptedException, TimeoutException {
        List<LeadEvent> next = network.next();
        if (!next.isEmpty()) {
            tell(hub, "is sent " + next.stream().map(LeadEvent::eventId).toList());
            hub.append(next);
        }
    }

    private void runAttempt(ModelHub hub) {
        SteppedDelivery delivery = any(hub.deliveries());
        if (delivery.waitingAttempts() > 0) {
            run(hub, delivery, random.nextInt(delivery.waitingAttempts()));
        }
    }

    private void run(ModelHub hub, SteppedDelivery delivery, int attempt) {
        int before = receivers.log().size();
        // No two attempts begin at the same moment.
        passTime(Duration.ofNanos(1_000));
        delivery.run(attempt);
        receivers.log().stream()
                .skip(before)
                .forEach(taken -> tell(
                        hub,
                        "sent " + taken.destination() + " " + taken.eventId() + " (delivery " + taken.delivery() + "): "
                                + taken.answer()));
    }

    private void commitResults(ModelHub hub) {
        if (hub.results().size() > 0) {
            tell(hub, "records results");
            hub.results().commit(1 + random.nextInt(5));
        }
    }

    private void beat(ModelHub hub) {
        hub.replica().ifPresent(replica -> {
            lastSigns.put(hub.gate().name(), clock.nanos());
            replica.beat();
        });
    }

    private void passTime(Duration time) {
        clock.advance(time);
    }

    /** Of those who have given no sign of life for longer than a lease. */
    private void expireLeases() {
        if (!postgres) {
            return;
        }
        lastSigns.forEach((name, sign) -> {
            if (clock.nanos() - sign > ModelHub.LEASE.toNanos()) {
                truth.update(
                        "update lease set expires_at = clock_timestamp() - interval '1 second' where owner = ?", name);
                truth.update(
                        "update member set seen_until = clock_timestamp() - interval '1 second' where id = ?", name);
            }
        });
    }

    private void handleDeadLetter(ModelHub hub) {
        List<DeadLetter> letters = hub.search().page(ALL, null, 5);
        if (letters.isEmpty()) {
            return;
        }
        DeadLetter letter = letters.get(random.nextInt(letters.size()));
        if (random.nextInt(3) > 0) {
            tell(hub, "replays delivery " + letter.id());
            boolean force = random.nextBoolean();
            receivers.expectAgain(letter.id(), force);
            hub.deadLetters().replay(letter.id(), force);
        } else {
            tell(hub, "discards delivery " + letter.id());
            hub.deadLetters().discard(letter.id());
        }
        hub.replica().ifPresent(replica -> replica.announceChange("delivery:" + letter.destination()));
    }

    /** Nothing fails any more; whoever still waits then waits for ever. */
    private Optional<String> rest() throws Exception {
        resting = true;
        receivers.becomeKind();
        story.add("everybody is well");
        while (hubs.size() < mostHubs()) {
            start();
        }
        hubs.forEach(hub -> hub.gate().dieAfter(Integer.MAX_VALUE));
        for (int round = 0; round < ROUNDS_TO_REST; round++) {
            for (ModelHub hub : hubs) {
                workOff(hub);
            }
            if (!receivers.violations().isEmpty()) {
                return Optional.of(receivers.violations().get(0));
            }
            if (Tables.isAtRest(truth)) {
                return Optional.empty();
            }
            passTime(Duration.ofSeconds(5));
            expireLeases();
            if (round % 25 == 24) {
                discardDeadLetters(hubs.get(0));
            }
        }
        return Optional.of("these wait for ever: " + Tables.waiting(truth));
    }

    private void workOff(ModelHub hub) {
        beat(hub);
        hub.replica().ifPresent(SteppedReplica::finishHandOver);
        hub.inboxTurn();
        for (SteppedDelivery delivery : hub.deliveries()) {
            delivery.turn();
            while (delivery.waitingAttempts() > 0) {
                run(hub, delivery, 0);
            }
        }
        hub.results().commit(Integer.MAX_VALUE);
    }

    /** A lead that is held behind one would wait for ever, as it should. */
    private void discardDeadLetters(ModelHub hub) {
        hub.search().page(ALL, null, 100).forEach(letter -> {
            tell(hub, "discards delivery " + letter.id());
            hub.deadLetters().discard(letter.id());
            hub.replica().ifPresent(replica -> replica.announceChange("delivery:" + letter.destination()));
        });
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void tell(ModelHub hub, String what) {
        story.add("%7.2f s  %s %s".formatted(clock.nanos() / 1e9, hub.gate().name(), what));
    }
}
