package org.packetboat.app.compose.provision;

import java.util.Map;
import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.provision.Kind;
import org.packetboat.connectors.smtp.server.Accounts;

/** The configuration with what is provisioned now. May be asked from any thread. */
public final class ProvisionedNow {
    private record State(Configuration configuration, Accounts accounts) {}

    private volatile State state;

    public ProvisionedNow(Configuration configuration) {
        state = new State(configuration, Accounts.of(configuration.provisioned().of(Kind.LOGIN)));
    }

    /** Logins that stay the same stay what they are: passwords that were found right are not looked at again. */
    void set(Configuration next) {
        State before = state;
        Map<String, String> logins = next.provisioned().of(Kind.LOGIN);
        boolean same = logins.equals(before.configuration().provisioned().of(Kind.LOGIN));
        state = new State(next, same ? before.accounts() : Accounts.of(logins));
    }

    public Configuration configuration() {
        return state.configuration();
    }

    /** Who may log in over SMTP beside those in files of accounts. */
    public Accounts accounts() {
        return state.accounts();
    }
}
