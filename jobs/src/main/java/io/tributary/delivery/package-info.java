/** Brings delivered files to the platforms that use them: by SFTP, or to any Hadoop file system. */
package io.tributary.delivery;
