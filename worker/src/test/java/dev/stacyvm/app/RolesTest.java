package dev.stacyvm.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesTest {
    private final List<String> life = new ArrayList<>();

    @Test
    void stopsInTheReverseOrderOfTheStart() {
        Future<Role> all =
                new Roles().then(() -> part("a")).then(() -> part("b")).started();

        all.compose(Role::stop);

        assertThat(life).containsExactly("a starts", "b starts", "b stops", "a stops");
    }

    @Test
    void whenOneCannotStartThoseBeforeItAreStoppedAndThoseBehindItNeverBegin() {
        Future<Role> all = new Roles()
                .then(() -> part("a"))
                .then(() -> Future.failedFuture("the port is taken"))
                .then(() -> part("c"))
                .started();

        assertThat(all.cause()).hasMessage("the port is taken");
        assertThat(life).containsExactly("a starts", "a stops");
    }

    @Test
    void onePartThatCannotStopDoesNotKeepTheOthersRunning() {
        Future<Role> all = new Roles()
                .then(() -> part("a"))
                .then(() -> Future.succeededFuture(() -> Future.failedFuture("stuck")))
                .started();

        all.compose(Role::stop);

        assertThat(life).containsExactly("a starts", "a stops");
    }

    @Test
    void aSecondStopDoesNothing() {
        Role all = new Roles().then(() -> part("a")).started().result();

        all.stop().compose(done -> all.stop());

        assertThat(life).containsExactly("a starts", "a stops");
    }

    private Future<Role> part(String name) {
        life.add(name + " starts");
        return Future.succeededFuture(() -> {
            life.add(name + " stops");
            return Future.succeededFuture();
        });
    }
}
