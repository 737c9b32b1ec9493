package org.packetboat.app.web.report;

import java.util.List;
import java.util.Locale;
import org.packetboat.app.web.board.Timeline;
import org.packetboat.engine.tariff.Money;

/**
 * What a night came to, for programs; people get {@link ReportText} and {@link ReportHtml} of it. Times are ISO 8601 in
 * UTC, empty where there is none. Later versions add fields; none of these goes.
 *
 * @param night    the date of the evening on which it began
 * @param from     where the report before this one ended
 * @param to       when the night ended
 * @param made     when this was written
 * @param zone     in which people are told times
 * @param well     whether nobody needs to do anything
 * @param headline the whole in a line
 * @param late     why this is written so much later than {@code to}; empty if it isn't
 * @param served   how many sites were reached
 * @param missed   sites that have not everything
 * @param caughtUp sites that missed a window, and got everything in a later one
 * @param sends    big sends that went on in this night
 * @param returned what came back to its senders, or was refused
 * @param data     what is used of each month's data
 * @param problems what is wrong with the server now
 * @param calls    the night as a timeline
 */
public record MorningReport(String server, String night, String from, String to, String made, String zone,
        boolean well, String headline, String late, int served, List<Missed> missed, List<String> caughtUp,
        List<Send> sends, List<Returned> returned, Cost cost, List<Data> data, List<String> problems, Timeline calls) {
    private static final double MEGABYTE = 1e6;

    public MorningReport {
        missed = List.copyOf(missed);
        caughtUp = List.copyOf(caughtUp);
        sends = List.copyOf(sends);
        returned = List.copyOf(returned);
        data = data == null ? List.of() : List.copyOf(data); // reports of versions that know no such limit have none
        problems = List.copyOf(problems);
    }

    /**
     * A site that has not everything.
     *
     * @param closed  when the window closed that it missed; empty if it needs a person for another reason
     * @param mails   envelopes that wait for it
     * @param sends   big sends of which it lacks something
     * @param advice  what to do; empty if nobody knows
     * @param next    when it can be reached next; empty if never
     * @param planned when it is called by plan
     */
    public record Missed(String site, String closed, long mails, long bytes, List<String> sends, String why,
            String advice, String next, String planned) {
        public Missed {
            sends = List.copyOf(sends);
        }
    }

    /** A big send; numbers are of sites. @param stage how far it is, of one that goes in stages */
    public record Send(String name, long sites, long delivered, long late, long failed, long waiting, String stage) {}

    /** Recipients at a domain whose mail was given up, or refused. */
    public record Returned(String domain, long recipients, String why) {}

    /**
     * What the night took.
     *
     * @param calls    that we made
     * @param failed   of them, in vain
     * @param answered calls of others
     * @param seconds  on the line, of the calls that we made
     * @param wire     bytes on the line, both ways, of all calls
     * @param mail     bytes of messages that were settled in them
     * @param links    the same for each link
     * @param charges  what the calls cost by the tariffs of their links, for each currency
     */
    public record Cost(int calls, int failed, int answered, long seconds, long wire, long mail, List<LinkCost> links,
            List<Charge> charges) {
        public Cost {
            links = List.copyOf(links);
            charges = known(charges);
        }
    }

    /** What was used of a link. */
    public record LinkCost(String link, int calls, int failed, long seconds, long wire, List<Charge> charges) {
        public LinkCost {
            charges = known(charges);
        }
    }

    /**
     * What is used of a month's data.
     *
     * @param of       the link, number or site that it is for
     * @param used     bytes over the line, so far
     * @param included bytes that the month includes
     * @param pays     whether more may be had, at the tariff's price
     * @param until    when the month is over
     * @param waiting  sites whose mail waits for that, since all is used up
     */
    public record Data(String of, long used, long included, boolean pays, String until, List<String> waiting) {
        public Data {
            waiting = List.copyOf(waiting);
        }

        /** Whether nothing is left. */
        boolean isUsedUp() {
            return used >= included;
        }

        /** Such as {@code 12.3 of 500 MB}. */
        String words() {
            return String.format(Locale.ROOT, "%.1f of %d MB", used / MEGABYTE, included / (long) MEGABYTE);
        }
    }

    /** An amount of money, with the code of its currency (ISO 4217). */
    public record Charge(String currency, double amount) {
        static Charge of(Money money) {
            return new Charge(money.currency(), money.amount().doubleValue());
        }

        /** The same, exact to a millionth. */
        Money money() {
            return new Money(currency, Math.round(amount * 1_000_000));
        }
    }

    /** Reports of versions that know no tariffs have none. */
    private static List<Charge> known(List<Charge> charges) {
        return charges == null ? List.of() : List.copyOf(charges);
    }
}
