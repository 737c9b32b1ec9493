package org.packetboat.app.pickup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.packetboat.connectors.smtp.server.Accounts;
import org.packetboat.protocols.login.PasswordCheck;
import org.packetboat.engine.route.BundlePolicy;
import org.packetboat.schedules.file.Caller;
import org.packetboat.schedules.file.CommandRule;
import org.packetboat.schedules.file.MaySend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may call us, as the schedules in force say. Password files are read at each login, so a new password holds from
 * the next call on. Any thread may use it.
 */
public final class KnownCallers implements PasswordCheck {
    private static final Logger LOG = LoggerFactory.getLogger(KnownCallers.class);

    private volatile Map<String, Caller> callers = Map.of();

    /** From now on these and no others. */
    public void replace(List<Caller> changed) {
        callers = changed.stream().collect(Collectors.toUnmodifiableMap(Caller::login, Function.identity()));
    }

    /** Who logs in by this name. */
    public Optional<Caller> named(String login) {
        return Optional.ofNullable(callers.get(login));
    }

    /** What the entries for this node say of where its mail may go; all of them hold. */
    public List<MaySend> maySend(String node) {
        return callers.values().stream().filter(caller -> caller.node().equals(node)).map(Caller::maySend).toList();
    }

    /** What the entries for this node say of how mail is exchanged with it. */
    public List<BundlePolicy> bundles(String node) {
        return callers.values().stream().filter(caller -> caller.node().equals(node)).map(Caller::bundles).toList();
    }

    /** What the entries for this node say that it may have run. */
    public List<CommandRule> commands(String node) {
        return callers.values().stream().filter(caller -> caller.node().equals(node)).map(Caller::commands)
                .flatMap(List::stream).toList();
    }

    @Override
    public boolean knows(String login) {
        return callers.containsKey(login);
    }

    @Override
    public boolean admits(String login, String password) {
        return accounts(login).matches(login, password);
    }

    /** The account of somebody unknown, or whose file is gone, matches no password, and takes as long to say so. */
    private Accounts accounts(String login) {
        try {
            return named(login).map(caller -> Accounts.read(caller.passwordHash())).orElse(Accounts.NONE);
        } catch (IllegalArgumentException bad) {
            LOG.warn("event=caller-file-refused login={} why=\"{}\"", login, bad.getMessage());
            return Accounts.NONE;
        }
    }
}
