package org.packetboat.protocols.uucp.greeting;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.Body;

/** The commands besides those for mail that a far side may have run with what it sends. */
public interface JobCommands {
    /** Nothing is run. */
    JobCommands NONE = new JobCommands() {
        @Override
        public Optional<String> refusal(List<String> words) {
            return Optional.of("no such command: " + words.getFirst());
        }

        @Override
        public void run(String node, String requestor, List<String> words, Body input, Consumer<Ran> answer) {
            answer.accept(new Ran.Failed("nothing is run"));
        }
    };

    /** What came of it. */
    sealed interface Ran {
        /** It has taken the input. */
        record Done() implements Ran {}

        /** It did not, and never will. */
        record Failed(String why) implements Ran {}

        /** It may another time: the far side keeps the job, and others are taken. */
        record Later(String why) implements Ran {}
    }

    /** Why this command with its arguments is not run; empty if it is. @param words at least one */
    Optional<String> refusal(List<String> words);

    /**
     * Why a command that is not refused can't be run now, whatever its input is, so that this need not come over the
     * line; empty if nothing of the kind is known.
     */
    default Optional<String> delay(List<String> words) {
        return Optional.empty();
    }

    /**
     * Runs it. Called from the line's thread, and returns at once.
     *
     * @param node      the far side
     * @param requestor who wants it there; empty if that is not said
     * @param answer    told once, always, from any thread
     */
    void run(String node, String requestor, List<String> words, Body input, Consumer<Ran> answer);
}
