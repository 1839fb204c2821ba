package dev.stacyvm.bus.kafka;

import dev.stacyvm.wire.Printable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What Kafka's exceptions mean to us. */
final class Failures {
    private static final int SHOWN = 300;

    private Failures() {}

    /** The first cause that is not a wrapping. */
    static Throwable cause(Throwable failure) {
        Throwable inner = failure;
        while (isWrapping(inner) && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    private static boolean isWrapping(Throwable failure) {
        return failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure.getClass().equals(KafkaException.class);
    }

    /** No number of tries will bring the broker to take this record. */
    static boolean isForTheRecord(Throwable failure) {
        Throwable cause = cause(failure);
        return cause instanceof RecordTooLargeException || cause instanceof SerializationException;
    }

    static boolean topicIsMissing(Throwable failure) {
        return cause(failure) instanceof UnknownTopicOrPartitionException;
    }

    static boolean topicIsThere(Throwable failure) {
        return cause(failure) instanceof TopicExistsException;
    }

    /** A clause for an operator. */
    static String clause(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof TimeoutException) {
            return "no broker answered in time";
        }
        if (cause instanceof InvalidTopicException) {
            return "the topic's name is not allowed";
        }
        return Printable.of(String.valueOf(cause.getMessage()), SHOWN);
    }
}
