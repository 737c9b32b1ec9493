package org.packetboat.app.compose.provision;

import org.packetboat.app.config.Configuration;
import org.packetboat.app.config.provision.Kind;
import org.packetboat.connectors.smtp.server.Accounts;

/** The configuration with what is provisioned now. May be asked from any thread. */
public final class ProvisionedNow {
    private record State(Configuration configuration, Accounts accounts) {}

    private volatile State state;

    public ProvisionedNow(Configuration configuration) {
        set(configuration);
    }

    void set(Configuration next) {
        state = new State(next, Accounts.of(next.provisioned().of(Kind.LOGIN)));
    }

    public Configuration configuration() {
        return state.configuration();
    }

    /** Who may log in over SMTP beside those in files of accounts. */
    public Accounts accounts() {
        return state.accounts();
    }
}
