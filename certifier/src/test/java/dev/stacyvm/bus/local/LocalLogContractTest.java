package dev.stacyvm.bus.local;

import dev.stacyvm.bus.BusFixture;
import dev.stacyvm.bus.EventBusContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalLogContractTest implements EventBusContract {
    private final Holder holder = new Holder();

    @TempDir
    private Path folder;

    @Override
    public Holder holder() {
        return holder;
    }

    @Override
    public BusFixture open() {
        return new LocalLogFixture(folder);
    }
}
