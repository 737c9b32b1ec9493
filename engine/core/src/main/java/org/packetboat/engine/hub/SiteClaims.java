package org.packetboat.engine.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to it that never two machines of a hub call one site: who wants to call asks the others that could, one after
 * the other. Who gives way to another while it asks has lost. A machine that can't be reached is down, and counts as
 * one that has nothing against it; so where two machines live and do not reach each other, both may call.
 *
 * <p>This is one machine's part of it, as a machine without threads, clock and network: it is told what happens and
 * says what is to be done next. The states of a site, and what comes of each event:
 *
 * <pre>
 *   state   | we want to call it  | another asks for it         | an answer arrives
 *   --------+---------------------+-----------------------------+---------------------------------------
 *   quiet   | Ask the first other | Taken if we have a session, | (none is awaited)
 *           |  ; asking           |  Free if not                |
 *   asking  | Denied: we are      | ahead of us in the list:    | taken: Denied; quiet
 *           | asking already      |  Free; lost                 | free: Ask the next other, or,
 *           |                     | else Taken                  |  if there is none, Granted; quiet
 *   lost    | Denied              | as above                    | Denied by who was let by; quiet
 * </pre>
 */
public final class SiteClaims {
    /** What is to be done next for a wish to call. */
    public sealed interface Step {
        /**
         * Ask a server of another machine, and hand in its answer.
         *
         * @param as the server that wants to call
         */
        record Ask(String site, String server, String as) implements Step {}
    }

    /** What became of a wish to call. */
    public sealed interface Verdict extends Step {
        record Granted() implements Verdict {}

        /** @param by the server that has the site, or comes first */
        record Denied(String by) implements Verdict {}
    }

    /** What another machine is told that wants to call a site. */
    public enum Answer {
        FREE,
        TAKEN,
        /** Free if this machine has no session with the site. */
        FREE_WITHOUT_SESSION
    }

    /** The others that are still to be asked, and who was let by meanwhile. */
    private static final class Wish {
        private final Deque<String> left;
        private Optional<String> ahead = Optional.empty();

        Wish(SharedSite site) {
            left = new ArrayDeque<>(site.others());
        }
    }

    private final String machine;
    private final Map<String, SharedSite> shared = new HashMap<>();
    private final Map<String, Wish> wishes = new HashMap<>();

    /** @param machine its name, for where none of its servers is named */
    public SiteClaims(String machine) {
        this.machine = machine;
    }

    /** The sites that other machines may call, too, by name, from now on. Wishes under way go on. */
    public void share(Map<String, SharedSite> sites) {
        shared.clear();
        shared.putAll(sites);
    }

    /** Whether others have to be asked before a site is called. */
    public boolean isShared(String site) {
        return shared.containsKey(site) && !shared.get(site).others().isEmpty();
    }

    /** This machine wants to call a site. */
    public Step want(String site) {
        if (!isShared(site)) return new Verdict.Granted();
        if (wishes.containsKey(site)) return new Verdict.Denied(ours(site));
        wishes.put(site, new Wish(shared.get(site)));
        return next(site);
    }

    /**
     * The answer to an {@link Step.Ask}.
     *
     * @param free whether the server has nothing against it; true for one that can't be reached
     */
    public Step answered(String site, String server, boolean free) {
        if (free) return next(site);
        wishes.remove(site);
        return new Verdict.Denied(server);
    }

    private Step next(String site) {
        Wish wish = wishes.get(site);
        if (wish.ahead.isEmpty() && !wish.left.isEmpty()) return new Step.Ask(site, wish.left.poll(), ours(site));
        wishes.remove(site);
        return wish.ahead.<Step>map(Verdict.Denied::new).orElseGet(Verdict.Granted::new);
    }

    /** A server of another machine wants to call a site. */
    public Answer asked(String site, String server) {
        Wish wish = wishes.get(site);
        if (wish == null) return Answer.FREE_WITHOUT_SESSION;
        if (!shared.containsKey(site) || !shared.get(site).isAhead(server)) return Answer.TAKEN;
        wish.ahead = Optional.of(server);
        return Answer.FREE;
    }

    private String ours(String site) {
        return Optional.ofNullable(shared.get(site)).flatMap(SharedSite::ours).orElse(machine);
    }
}
