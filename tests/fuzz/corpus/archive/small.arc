filedesc://x.arc 0.0.0.0 20210131000000 text/plain 5
1 0 x

http://a.example/ 127.0.0.1 20210131000000 text/html 85
HTTP/1.1 200 OK
Transfer-Encoding: chunked
Content-Type: text/html

3
abc
0


