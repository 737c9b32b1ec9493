package org.packetboat.connectors.recipients;

import java.util.List;

/** What was read is no list to go by: the old one stays. */
public final class ListRefused extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST_SHOWN = 3;

    private final transient List<String> problems;

    ListRefused(List<String> problems) {
        super(String.join("; ", problems.subList(0, Math.min(MOST_SHOWN, problems.size())))
                + (problems.size() > MOST_SHOWN ? "; and " + (problems.size() - MOST_SHOWN) + " more" : ""));
        this.problems = List.copyOf(problems);
    }

    ListRefused(String problem) {
        this(List.of(problem));
    }

    /** Each with its place, what was found, and what is expected. */
    public List<String> problems() {
        return problems;
    }
}
