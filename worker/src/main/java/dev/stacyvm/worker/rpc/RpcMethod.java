package dev.stacyvm.worker.rpc;

import dev.stacyvm.token.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The methods of the worker RPC, each with the scope it asks of its caller. */
enum RpcMethod {
    SPAWN("worker.spawn", Scope.SPAWN),
    DESTROY("worker.destroy", Scope.DESTROY),
    STATUS("worker.status", Scope.STATUS),
    EXEC("worker.exec", Scope.EXEC),
    EXEC_STREAM("worker.exec_stream", Scope.EXEC),
    FILE_WRITE("worker.file_write", Scope.FILES),
    FILE_READ("worker.file_read", Scope.FILES),
    FILE_LIST("worker.file_list", Scope.FILES),
    FILE_STAT("worker.file_stat", Scope.FILES),
    FILE_GLOB("worker.file_glob", Scope.FILES),
    FILE_DELETE("worker.file_delete", Scope.FILES),
    FILE_MOVE("worker.file_move", Scope.FILES),
    FILE_CHMOD("worker.file_chmod", Scope.FILES),
    LOGS("worker.logs", Scope.LOGS),
    RENEW_LEASE("worker.renew_lease", Scope.LEASE),
    /** Whoever may give a worker its work may also end the giving; the contract names no scope. */
    SHUTDOWN("worker.shutdown", Scope.SPAWN),
    HEARTBEAT("worker.heartbeat", Scope.HEARTBEAT);

    private static final String PREFIX = "worker.";
    private static final Set<RpcMethod> UNDER_A_LEASE = EnumSet.of(SPAWN, DESTROY, RENEW_LEASE);

    private final String word;
    private final Scope scope;

    RpcMethod(String word, Scope scope) {
        this.word = word;
        this.scope = scope;
    }

    static Optional<RpcMethod> of(String word) {
        return Arrays.stream(values())
                .filter(method -> method.word.equals(word))
                .findFirst();
    }

    String word() {
        return word;
    }

    Scope scope() {
        return scope;
    }

    /** Whether it is done only for the holder of a lease. */
    boolean needsLease() {
        return UNDER_A_LEASE.contains(this);
    }

    boolean needsParams() {
        return this != SHUTDOWN;
    }

    /** The last part of the word, as it stands in messages. */
    String shortWord() {
        return word.substring(PREFIX.length());
    }
}
