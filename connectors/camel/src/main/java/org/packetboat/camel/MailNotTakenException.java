package org.packetboat.camel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message was not taken, or not for all of its recipients. The kind says whether trying again can help. Its message
 * names each recipient that is not served, with the reply for it.
 */
public abstract sealed class MailNotTakenException extends Exception
        permits
        MailDeferredException,
        MailRefusedException {
    private static final long serialVersionUID = 1L;

    /** By recipient, in their order. */
    private final LinkedHashMap<String, String> replies;
    private final ArrayList<String> taken;

    MailNotTakenException(String reason) {
        super(reason);
        this.replies = new LinkedHashMap<>();
        this.taken = new ArrayList<>();
    }

    MailNotTakenException(Map<String, String> replies, List<String> taken) {
        super(replies.entrySet().stream().map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining("; ")));
        this.replies = new LinkedHashMap<>(replies);
        this.taken = new ArrayList<>(taken);
    }

    /** By recipient, what was said of it; empty if the whole message is at fault. */
    public Map<String, String> replies() {
        return Collections.unmodifiableMap(replies);
    }

    /** The recipients for which the message was taken all the same: they are served, and need no other try. */
    public List<String> taken() {
        return Collections.unmodifiableList(taken);
    }
}
