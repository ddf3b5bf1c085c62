package io.leadhook.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a whole hub does, on each kind of database. It starts once for all tests of a class, so that each of them has a
 * lead of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HubContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path dataDir;

    private final AtomicInteger tests = new AtomicInteger();
    private final List<Receiver> receivers = new ArrayList<>();
    protected String lead = "";

    @SuppressWarnings("NullAway.Init")
    protected Hub hub;

    @SuppressWarnings("NullAway.Init")
    private Optional<TestDatabase> database;

    /** The database under test, or none for the file that a hub has by itself. */
    protected abstract Optional<TestDatabase> open();

    /** Tells the hub, before it starts, where its receivers are and what else the tests need. */
    protected abstract void configure(Hub newHub);

    /** One that outlives the hub, so that the hub ends in peace. */
    protected Receiver receiver() {
        Receiver receiver = new Receiver();
        receivers.add(receiver);
        return receiver;
    }

    @BeforeAll
    void start() {
        database = open();
        hub = new Hub(dataDir);
        database.ifPresent(hub::on);
        configure(hub);
        hub.start();
    }

    @BeforeEach
    void takeLead() {
        lead = "lead_" + tests.incrementAndGet();
        receivers.forEach(receiver -> receiver.answer(request -> 200));
    }

    @AfterAll
    void stop() {
        hub.close();
        receivers.forEach(Receiver::close);
        database.ifPresent(TestDatabase::close);
    }
}
