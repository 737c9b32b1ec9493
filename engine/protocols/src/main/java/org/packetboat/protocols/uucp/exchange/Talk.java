package org.packetboat.protocols.uucp.exchange;

import java.util.Optional;
import java.util.function.Consumer;
import org.packetboat.engine.link.LinkSession.Action;
import org.packetboat.protocols.bundle.packing.Packer;
import org.packetboat.protocols.uucp.greeting.Features;
import org.packetboat.protocols.uucp.greeting.Greeting;
import org.packetboat.protocols.uucp.greeting.UucpSettings;
import org.packetboat.protocols.uucp.mail.RmailTerms;
import org.packetboat.protocols.uucp.packet.GProtocol;
import org.packetboat.protocols.uucp.packet.IProtocol;
import org.packetboat.protocols.uucp.packet.PacketProtocol;

/** What a call consists of once both sides have agreed on a protocol. */
record Talk(PacketProtocol protocol, Conversation conversation, Optional<Packer> packer) {
    /** @param todo takes what is to be done */
    static Talk begin(UucpSettings settings, boolean caller, Greeting.Step.Agreed agreed, UucpSpool spool,
            Consumer<Action> todo) {
        boolean channels = agreed.protocol() == 'i';
        Features far = agreed.features();
        RmailTerms terms = new RmailTerms(settings.node(), settings.domain(), far.quotes(),
                settings.peer().smtpBatch());
        Conversation conversation = new Conversation(caller, channels, far.late(),
                new Conversation.Boxes() {
                    @Override
                    public Outbox out() {
                        return new Outbox(settings.node(), far, channels, spool, source(terms, agreed, spool, todo),
                                (what, answer) -> settings.peer().refusals().there(agreed.node(), what, answer), todo);
                    }

                    @Override
                    public Inbox in(Inbox.Answers answers) {
                        return new Inbox(settings, agreed, channels, spool, answers, todo);
                    }
                });
        PacketProtocol protocol = channels
                ? new IProtocol(caller, settings.packets().i(), settings.packets().line(), conversation)
                : new GProtocol(caller, settings.packets().g(), settings.packets().line(), conversation);
        return new Talk(protocol, conversation, agreed.packer());
    }

    /** The call is over. */
    void close() {
        packer.ifPresent(Packer::close);
    }

    private static JobSource source(RmailTerms terms, Greeting.Step.Agreed agreed, UucpSpool spool,
            Consumer<Action> todo) {
        return agreed.packer().isPresent()
                ? new BundleSource(agreed.packer().get(), terms, job -> Outbox.isBegun(spool, job), todo)
                : new RmailSource(terms, todo);
    }
}
