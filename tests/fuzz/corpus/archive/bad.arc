filedesc://x.arc 0.0.0.0 20210131000000 text/plain -1
http://a.example/ 127.0.0.1 20210131000000 text/html abc
x