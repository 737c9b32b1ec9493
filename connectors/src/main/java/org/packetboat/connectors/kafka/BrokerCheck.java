package org.packetboat.connectors.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the brokers, before anything relies on them, whether they know us and the topics. Brokers that are away say
 * nothing about that: they may be away for hours, and all is well.
 */
public final class BrokerCheck {
    /** What came of it. */
    public sealed interface Result {
        /** They know us and every topic. */
        record Good() implements Result {}

        /** None of them answered in time. */
        record Away(String reason) implements Result {}

        /** They don't let us in, or our settings can't work. */
        record Stranger(String reason) implements Result {}

        /** They have no such topic, or don't let us use it. */
        record NoTopic(String topic, String reason) implements Result {}
    }

    private static final String NO_ADDRESS = "No resolvable bootstrap urls";

    private BrokerCheck() {}

    /** Waits for an answer for so long at most. */
    public static Result ask(Connection connection, Set<String> topics, Duration patience) {
        try (Admin admin = new Clients(connection).admin(patience)) {
            for (Map.Entry<String, ? extends KafkaFuture<?>> topic : admin.describeTopics(topics).topicNameValues()
                    .entrySet()) {
                Optional<Result> wrong = wrong(topic.getKey(), topic.getValue());
                if (wrong.isPresent()) return wrong.get();
            }
            return new Result.Good();
        } catch (KafkaException e) {
            boolean nameUnknown = e.getCause() instanceof ConfigException c && c.getMessage().contains(NO_ADDRESS);
            return nameUnknown ? new Result.Away(Unfit.reason(e)) : new Result.Stranger(Unfit.reason(e));
        }
    }

    private static Optional<Result> wrong(String topic, KafkaFuture<?> answer) {
        try {
            answer.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            String reason = Unfit.oneLine(e.getCause().getMessage());
            return Optional.of(switch (e.getCause()) {
                case AuthenticationException _ -> new Result.Stranger(reason);
                case UnknownTopicOrPartitionException _ -> new Result.NoTopic(topic, "the broker has no such topic");
                case InvalidTopicException _, AuthorizationException _ -> new Result.NoTopic(topic, reason);
                default -> new Result.Away(reason);
            });
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
