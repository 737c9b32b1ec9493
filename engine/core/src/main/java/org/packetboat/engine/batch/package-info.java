/** Mail in batches: what a session needs of whoever packs and reads them, as ports and values. */
package org.packetboat.engine.batch;
