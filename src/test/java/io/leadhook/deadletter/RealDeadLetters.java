package io.leadhook.deadletter;

import io.leadhook.delivery.Destinations;
import io.leadhook.proof.model.Store;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an operator can do with dead letters, for tests of other packages. */
public final class RealDeadLetters {
    private RealDeadLetters() {}

    public static DeadLetters of(Store store, Destinations destinations) {
        JdbcClient jdbc = JdbcClient.create(store.jdbc());
        return new DeadLetters(
                new JdbcDeadLetters(jdbc),
                new JdbcQuarantine(jdbc, new StaticListableBeanFactory().getBeanProvider(QuarantineReader.class)),
                destinations,
                store.transaction(),
                store.clock());
    }
}
