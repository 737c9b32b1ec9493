/**
 * Bundles: many mails packed as one file for another Packetboat, small, and safe to repeat. Docs:
 * {@code docs/batches.md}.
 */
package org.packetboat.protocols.bundle;
