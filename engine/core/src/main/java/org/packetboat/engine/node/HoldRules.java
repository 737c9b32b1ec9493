package org.packetboat.engine.node;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Envelope;
import org.packetboat.engine.queue.MailQueue;

/**
 * An operator's rules that hold domains: each holds until it is lifted, whatever other rules there are. {@code ALL}
 * lifts every one. Used by the node only.
 */
final class HoldRules {
    private static final String NOT_TAKEN = "the disk did not take it; nothing changed";

    private final Node node;
    private final MailQueue queue;

    HoldRules(Node node, MailQueue queue) {
        this.node = node;
        this.queue = queue;
    }

    /** Adds a rule. */
    void add(String rule, Consumer<String> answer) {
        queue.hold(rule, taken -> changed(() -> answer.accept(taken ? words(Set.of(rule)) + " held" : NOT_TAKEN)));
    }

    /** Lifts the rules that a target names. @param lifted gets what to say of it; not called if the disk fails */
    void lift(Target target, Consumer<String> lifted, Consumer<String> failed) {
        Set<String> rules = rules(target);
        if (rules.isEmpty()) {
            lifted.accept(target instanceof Target.OfDomain(Domain domain) ? domain + " was not held; " : "");
            return;
        }
        queue.release(rules, taken -> changed(() -> {
            if (taken) lifted.accept(words(rules) + " released; ");
            else failed.accept(NOT_TAKEN);
        }));
    }

    private Set<String> rules(Target target) {
        return switch (target) {
            case Target.OfMessage _ -> Set.of();
            case Target.OfDomain(Domain domain) -> queue.holds().contains(domain.name())
                    ? Set.of(domain.name())
                    : Set.of();
            case Target.All() -> queue.holds();
        };
    }

    private void changed(Runnable then) {
        node.post(now -> {
            node.feedAll(now);
            queue.domains().forEach(d -> node.forwarder(d.domain()).heldAnew(d));
            then.run();
        });
    }

    /** What still holds mail that was released; nothing if nothing does. */
    String still(Target target) {
        Set<String> left = new TreeSet<>(queue.holds());
        switch (target) {
            case Target.All() -> left.clear();
            case Target.OfDomain(Domain domain) -> left.retainAll(Set.of(domain.name(), MailQueue.EVERYTHING));
            case Target.OfMessage(var id) -> left.removeIf(rule -> !rule.equals(MailQueue.EVERYTHING)
                    && queue.envelopes(id).stream().map(Envelope::destination).noneMatch(d -> d.name().equals(rule)));
        }
        return left.isEmpty() ? "" : "; still held: " + words(left) + ", see \"hold\"";
    }

    /** The rules as people write them. */
    private static String words(Set<String> rules) {
        return new TreeSet<>(rules).stream().map(r -> r.equals(MailQueue.EVERYTHING) ? "all domains" : r)
                .collect(Collectors.joining(", "));
    }
}
