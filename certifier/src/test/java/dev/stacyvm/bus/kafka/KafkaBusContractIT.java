package dev.stacyvm.bus.kafka;

import dev.stacyvm.bus.BusFixture;
import dev.stacyvm.bus.EventBusContract;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class KafkaBusContractIT implements EventBusContract {
    @TempDir
    private static Path folder;

    private static TestBroker broker;

    private final Holder holder = new Holder();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = TestBroker.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Override
    public Holder holder() {
        return holder;
    }

    /** A topic for every test, and so no group is shared; names of groups are not. */
    @Override
    public BusFixture open() {
        return new KafkaFixture(KafkaSettings.of(broker.bootstrap()).withTopic("t-" + UUID.randomUUID()));
    }
}
