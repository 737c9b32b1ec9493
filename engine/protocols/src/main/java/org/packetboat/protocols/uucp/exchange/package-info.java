/** What two UUCP systems tell each other once a packet protocol runs: files both ways, jobs, bundles, verdicts. */
package org.packetboat.protocols.uucp.exchange;
