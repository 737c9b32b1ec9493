package org.packetboat.engine.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.packetboat.engine.intake.ClientAddress;
import org.packetboat.engine.intake.Entrance;
import org.packetboat.engine.intake.AnnouncedMail;
import org.packetboat.engine.mail.Address;
import org.packetboat.engine.mail.Priority;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.route.Window;
import org.packetboat.engine.route.rule.AddressPattern;
import org.packetboat.engine.route.rule.AddressRange;
import org.packetboat.engine.route.rule.DeliveryRule;
import org.packetboat.engine.route.rule.DeliveryRule.Effect;
import org.packetboat.engine.route.rule.DeliveryRule.Verdict;
import org.packetboat.engine.route.rule.DeliveryRules;
import org.packetboat.engine.route.rule.During;
import org.packetboat.engine.route.rule.RecipientCondition;
import org.packetboat.engine.route.rule.SenderCondition;

/** Delivery rules for tests: one that fits all to begin with, and what differs said by name. */
public final class SimRules {
    public static final Reply NO = new Reply(550, "5.7.1", "Not this way");

    private SimRules() {}

    /** Fits all mail. */
    public static DeliveryRule rule(String name, Effect effect) {
        return new DeliveryRule(name, "rules.yaml:1:1", SenderCondition.ANY, RecipientCondition.ANY,
                OptionalLong.empty(), Optional.empty(), effect);
    }

    public static DeliveryRule accept(String name) {
        return rule(name, Effect.of(new Verdict.Accept()));
    }

    public static DeliveryRule hold(String name) {
        return rule(name, Effect.of(new Verdict.Hold()));
    }

    public static DeliveryRule refuse(String name) {
        return rule(name, Effect.of(new Verdict.Refuse(NO)));
    }

    /** Only adds a copy. */
    public static DeliveryRule journal(String name, String journal) {
        return rule(name, new Effect(Optional.empty(), Optional.empty(), Optional.of(Address.parse(journal))));
    }

    /** Only changes the priority. */
    public static DeliveryRule priority(String name, int priority) {
        return rule(name, new Effect(Optional.empty(), Optional.of(new Priority(priority)), Optional.empty()));
    }

    public static DeliveryRule from(DeliveryRule r, String... senders) {
        SenderCondition f = r.from();
        return with(r, new SenderCondition(patterns(senders), f.entrances(), f.listeners(), f.logins(), f.clients()));
    }

    public static DeliveryRule entrances(DeliveryRule r, String... entrances) {
        SenderCondition f = r.from();
        return with(r, new SenderCondition(f.senders(), Set.of(entrances), f.listeners(), f.logins(), f.clients()));
    }

    public static DeliveryRule listeners(DeliveryRule r, String... listeners) {
        SenderCondition f = r.from();
        return with(r, new SenderCondition(f.senders(), f.entrances(), Set.of(listeners), f.logins(), f.clients()));
    }

    public static DeliveryRule logins(DeliveryRule r, String... logins) {
        SenderCondition f = r.from();
        return with(r, new SenderCondition(f.senders(), f.entrances(), f.listeners(), Set.of(logins), f.clients()));
    }

    public static DeliveryRule clients(DeliveryRule r, String... networks) {
        SenderCondition f = r.from();
        return with(r, new SenderCondition(f.senders(), f.entrances(), f.listeners(), f.logins(),
                Stream.of(networks).map(SimRules::range).toList()));
    }

    private static DeliveryRule with(DeliveryRule r, SenderCondition from) {
        return new DeliveryRule(r.name(), r.place(), from, r.to(), r.largerThan(), r.during(), r.effect());
    }

    public static DeliveryRule to(DeliveryRule r, String... recipients) {
        return new DeliveryRule(r.name(), r.place(), r.from(),
                new RecipientCondition(patterns(recipients), r.to().sites()), r.largerThan(), r.during(), r.effect());
    }

    public static DeliveryRule sites(DeliveryRule r, String... sites) {
        return new DeliveryRule(r.name(), r.place(), r.from(),
                new RecipientCondition(r.to().recipients(), Set.of(sites)), r.largerThan(), r.during(), r.effect());
    }

    public static DeliveryRule largerThan(DeliveryRule r, long size) {
        return new DeliveryRule(r.name(), r.place(), r.from(), r.to(), OptionalLong.of(size), r.during(), r.effect());
    }

    public static DeliveryRule during(DeliveryRule r, Window window) {
        return new DeliveryRule(r.name(), r.place(), r.from(), r.to(), r.largerThan(),
                Optional.of(new During("set", window)), r.effect());
    }

    private static List<AddressPattern> patterns(String... texts) {
        return Arrays.stream(texts).map(AddressPattern::parse).toList();
    }

    /** IPv4 alone. */
    private static AddressRange range(String text) {
        return AddressRange.parse(text, SimRules::bytes);
    }

    private static byte[] bytes(String address) {
        String[] parts = address.split("\\.");
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        return bytes;
    }

    public static DeliveryRules rules(DeliveryRule... rules) {
        return new DeliveryRules(List.of(rules), Map.of());
    }

    /** Of a mail from a client of a listener. @param login empty for none */
    public static Entrance smtp(String listener, String login, String client) {
        return new Entrance("smtp:" + client, Optional.of(new Entrance.Client(listener,
                Optional.of(login).filter(name -> !name.isEmpty()), ClientAddress.of(bytes(client)))));
    }

    /** Of an unknown size. @param from empty for the null path */
    public static AnnouncedMail sending(String from, Entrance entrance) {
        return sending(from, entrance, 0);
    }

    public static AnnouncedMail sending(String from, Entrance entrance, long size) {
        return new AnnouncedMail(from.isEmpty() ? Optional.empty() : Optional.of(Address.parse(from)), entrance, size,
                Rig.START);
    }
}
