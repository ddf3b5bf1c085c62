package io.leadhook.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * The baseline: what one builds on a message broker. A multicast address copies each event to one durable queue per
 * destination; message groups keep a lead's order, duplicate detection drops repeats, and redelivery waits as the hub's
 * does. It verifies no signature. The arguments are its port and the address of the receivers.
 */
public final class ArtemisBaseline {
    static final String READY = "the Artemis baseline is ready";
    static final String ADDRESS = "events";

    // As many requests under way at once as the hub has for each.
    private static final Map<String, Integer> CONSUMERS = Map.of("crm", 16, "scoring", 8, "slack", 8);
    private static final int CONFIRMATION_WINDOW_BYTES = 10 * 1024 * 1024;
    private static final int DUPLICATES_REMEMBERED = 1_000_000;
    private static final int ATTEMPTS = 6;
    private static final long FIRST_RETRY_MILLIS = 30_000;
    private static final double RETRY_MULTIPLIER = 4;

    private ArtemisBaseline() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration(Path.of("data")));
        broker.start();
        ServerLocator locator = ActiveMQClient.createServerLocatorWithoutHA(
                        new TransportConfiguration(InVMConnectorFactory.class.getName()))
                .setConfirmationWindowSize(CONFIRMATION_WINDOW_BYTES)
                .setBlockOnDurableSend(false)
                .setBlockOnAcknowledge(false)
                .setAckBatchSize(0);
        ClientSessionFactory sessions = locator.createSessionFactory();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        for (Map.Entry<String, Integer> destination : CONSUMERS.entrySet()) {
            for (int i = 0; i < destination.getValue(); i++) {
                new ArtemisConsumer(sessions, destination.getKey(), arguments[1] + destination.getKey()).start();
            }
        }
        new ArtemisFront(vertx, sessions).listen(port);
        System.out.println(READY);
        Thread.currentThread().join();
    }

    private static Configuration configuration(Path data) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.ASYNCIO) // falls back to NIO where there is no libaio
                .setJournalDirectory(data.resolve("journal").toString())
                .setBindingsDirectory(data.resolve("bindings").toString())
                .setLargeMessagesDirectory(data.resolve("large").toString())
                .setPagingDirectory(data.resolve("paging").toString())
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setIDCacheSize(DUPLICATES_REMEMBERED)
                .setPersistIDCache(true)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration(new TransportConfiguration(InVMAcceptorFactory.class.getName()))
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxDeliveryAttempts(ATTEMPTS)
                                .setRedeliveryDelay(FIRST_RETRY_MILLIS)
                                .setRedeliveryMultiplier(RETRY_MULTIPLIER)
                                .setMaxSizeBytes(-1)
                                .setDeadLetterAddress(SimpleString.of("dead-letters")));
        CONSUMERS
                .keySet()
                .forEach(name -> configuration.addQueueConfiguration(QueueConfiguration.of(name)
                        .setAddress(ADDRESS)
                        .setRoutingType(RoutingType.MULTICAST)
                        .setDurable(true)));
        return configuration;
    }
}
