package org.packetboat.protocols.smtp.pickup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Function;
import org.packetboat.engine.link.LinkSession;
import org.packetboat.engine.mail.Domain;
import org.packetboat.engine.mail.Reply;
import org.packetboat.engine.node.DomainStatus;
import org.packetboat.engine.node.Node;
import org.packetboat.engine.node.Target;
import org.packetboat.engine.route.DomainPattern;
import org.packetboat.engine.route.Route;
import org.packetboat.protocols.smtp.server.port.PickUp;

/**
 * Mail that waits here for callers: who may pick up what, by ETRN or ATRN. It is the mail that goes by routes to the
 * caller's sites.
 *
 * @param turned makes the session in which mail goes to a caller who has turned his connection round, given his host
 * @param sites  whose mail each user may pick up
 */
public record WaitingMail(Node node, Function<String, LinkSession> turned,
        Map<String, List<String>> sites) implements PickUp {
    private static final Reply NO_MAIL = new Reply(453, "4.2.0", "You have no mail");

    @Override
    public boolean allows(String user) {
        return sites.containsKey(user);
    }

    private boolean isHis(String user, Route route) {
        return sites.getOrDefault(user, List.of()).contains(route.site());
    }

    private boolean isHis(String user, Domain domain) {
        return node.policy().candidates(domain).stream().anyMatch(route -> isHis(user, route));
    }

    @Override
    public void start(String user, String name, Consumer<Reply> answer) {
        asked(user, name).ifPresentOrElse(
                which -> waiting(d -> isHis(user, d) && which.test(d), found -> answer.accept(start(name, found))),
                () -> answer.accept(NOT_YOURS));
    }

    /** Which domains a node stands for (RFC 1985 section 5.3); empty if none of them can be the user's. */
    private Optional<Predicate<Domain>> asked(String user, String name) {
        return switch (name.charAt(0)) {
            case '#' -> Optional.of(name.substring(1)).filter(sites.getOrDefault(user, List.of())::contains)
                    .map(site -> d -> serves(site, d));
            case '@' -> PickUp.domain(name.substring(1)).filter(top -> hasWithin(user, top))
                    .map(top -> d -> isWithin(d, top));
            default -> PickUp.domain(name).filter(d -> isHis(user, d)).map(d -> d::equals);
        };
    }

    private boolean hasWithin(String user, Domain top) {
        return node.policy().routes().own().stream().filter(route -> isHis(user, route))
                .flatMap(route -> route.domains().stream()).anyMatch(pattern -> switch (pattern) {
                    case DomainPattern.Any() -> true;
                    case DomainPattern.Exactly(Domain domain) -> isWithin(domain, top);
                    case DomainPattern.Below(Domain parent) -> isWithin(parent, top) || isWithin(top, parent);
                });
    }

    private static boolean isWithin(Domain domain, Domain top) {
        return domain.equals(top) || domain.name().endsWith("." + top.name());
    }

    private boolean serves(String site, Domain domain) {
        return node.policy().candidates(domain).stream().anyMatch(route -> route.site().equals(site));
    }

    private Reply start(String name, List<DomainStatus> found) {
        long envelopes = found.stream().mapToLong(DomainStatus::depth).sum();
        if (envelopes == 0) return new Reply(251, "2.0.0", "Ok, no messages waiting for node " + name);
        found.forEach(d -> node.operator().flush(new Target.OfDomain(d.domain()), _ -> {}));
        return new Reply(253, "2.0.0", "Ok, " + envelopes + " pending messages for node " + name + " started");
    }

    private void waiting(Predicate<Domain> which, Consumer<List<DomainStatus>> answer) {
        node.overview().domains(all -> answer.accept(all.stream().filter(d -> which.test(d.domain())).toList()));
    }

    @Override
    public void turn(String user, String host, List<Domain> domains, Consumer<Turn> answer) {
        if (!allows(user) || !domains.stream().allMatch(d -> isHis(user, d))) {
            answer.accept(new Turn.Refused(TURN_REFUSED));
            return;
        }
        waiting(d -> isHis(user, d) && (domains.isEmpty() || domains.contains(d)),
                found -> answer.accept(found.isEmpty()
                        ? new Turn.Refused(NO_MAIL)
                        : turn(user, host)));
    }

    private Turn turn(String user, String host) {
        return new Turn.Ready(turned.apply(host),
                session -> node.answered(route -> isHis(user, route), "smtp", session));
    }
}
