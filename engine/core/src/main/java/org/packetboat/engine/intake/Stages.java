package org.packetboat.engine.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.packetboat.engine.mail.UnexpectedText;

/**
 * In what stages a message goes to the sites of its big send: {@code 5%,50%,100%; stop-on=3; pause=2h}. Sites count in
 * the order in which the message names them.
 *
 * @param shares up to which part of all sites each stage goes, growing; the last is all of them
 * @param stopOn after so many failures the rest is stopped; 0 if after none
 * @param pause  between the end of a stage and the beginning of the next
 * @param replaces what of its big send it takes the place of, at the sites that it goes to
 */
public record Stages(List<Share> shares, int stopOn, Duration pause, Replaces replaces) {
    private static final String EXPECTED = "stages like 5%,50%,100% or 3,50%,100%, and if wanted "
            + "; stop-on=3 ; pause=2h";
    private static final Pattern SHARE = Pattern.compile("(\\d{1,7})(%?)");
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*([smhd])");
    private static final int MOST = 100;

    public Stages {
        shares = List.copyOf(shares);
    }

    /** One that takes the place of nothing. */
    public Stages(List<Share> shares, int stopOn, Duration pause) {
        this(shares, stopOn, pause, Replaces.NOTHING);
    }

    /** What of its big send it takes the place of. */
    public enum Replaces {
        NOTHING,
        /** What still waits, and what has failed: {@code supersedes}. */
        WAITING,
        /** What has failed: {@code resend}. */
        MISSED
    }

    /** A part of the sites: so many percent of them, or so many. */
    public record Share(int count, boolean percent) {
        /** How many of all that is; at least one. */
        int of(int all) {
            long part = percent ? Math.ceilDiv((long) all * count, 100) : count;
            return Math.clamp(part, 1, Math.max(1, all));
        }
    }

    /**
     * Reads the text that every way in takes.
     *
     * @throws IllegalArgumentException with what was found and what is expected
     */
    public static Stages parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(";");
        int stopOn = 0;
        Duration pause = Duration.ZERO;
        Replaces replaces = Replaces.NOTHING;
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            String[] wish = part.strip().split("\\s*=\\s*", 2);
            if (wish.length == 2 && wish[0].equals("stop-on")) stopOn = number(wish[1], text);
            else if (wish.length == 2 && wish[0].equals("pause")) pause = time(wish[1], text);
            else if (part.strip().equals("supersedes")) replaces = Replaces.WAITING;
            else if (part.strip().equals("resend")) replaces = Replaces.MISSED;
            else throw new UnexpectedText(text, EXPECTED);
        }
        return new Stages(shares(parts[0], text), stopOn, pause, replaces);
    }

    private static List<Share> shares(String part, String text) {
        List<Share> shares = new ArrayList<>();
        for (String one : part.split(",", -1)) {
            Matcher share = SHARE.matcher(one.strip());
            if (!share.matches()) throw new UnexpectedText(text, EXPECTED);
            shares.add(new Share(Integer.parseInt(share.group(1)), !share.group(2).isEmpty()));
        }
        mustGrow(shares, text);
        return shares;
    }

    private static void mustGrow(List<Share> shares, String text) {
        boolean all = shares.getLast().percent() && shares.getLast().count() == 100;
        if (!all) throw new UnexpectedText(text, "stages of which the last is 100%");
        if (shares.size() > MOST) throw new UnexpectedText(text, "at most " + MOST + " stages");
        for (int i = 0; i < shares.size(); i++) {
            Share one = shares.get(i);
            boolean grows = i == 0 || shares.get(i - 1).percent() != one.percent()
                    || shares.get(i - 1).count() < one.count();
            if (one.count() == 0 || !grows) throw new UnexpectedText(text, "stages that grow, from 1 on");
        }
    }

    private static int number(String value, String text) {
        if (!value.matches("[1-9]\\d{0,6}")) throw new UnexpectedText(text, "stop-on=N with N from 1 on");
        return Integer.parseInt(value);
    }

    private static Duration time(String value, String text) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) throw new UnexpectedText(text, "pause=TIME with TIME like 30m, 2h or 1d");
        long count = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** How many of so many sites have their turn up to and with each stage; stages without a site of their own go. */
    public List<Integer> ends(int sites) {
        List<Integer> ends = new ArrayList<>();
        for (Share share : shares) {
            int end = share.of(sites);
            if (ends.isEmpty() || end > ends.getLast()) ends.add(end);
        }
        return ends;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        shares.forEach(s -> text.append(text.isEmpty() ? "" : ",").append(s.count()).append(s.percent() ? "%" : ""));
        if (stopOn > 0) text.append("; stop-on=").append(stopOn);
        if (!pause.isZero()) text.append("; pause=").append(pause.toSeconds()).append('s');
        return switch (replaces) {
            case NOTHING -> text.toString();
            case WAITING -> text.append("; supersedes").toString();
            case MISSED -> text.append("; resend").toString();
        };
    }
}
