package org.packetboat.connectors.http;

/** Answers requests for one path. Runs on a thread of its own and may wait; what it throws is answered with 500. */
@FunctionalInterface
public interface WebPage {
    /**
     * @throws IllegalArgumentException with a sentence for whoever asked badly; answered with 400
     */
    WebAnswer answer(WebRequest request);
}
